import ArgumentParser
import CurlTransport
import Foundation
import HTTPTransport

extension CurlTransport {
  /// The network as this process's environment has it: its proxies, and its certificates.
  static func ofThisProcess() throws(TransportError) -> CurlTransport {
    let environment = ProcessInfo.processInfo.environment
    return try CurlTransport(
      configuration: CurlConfiguration(
        proxies: ProxySettings(environment: environment),
        certificateAuthorities: environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 },
        userAgent: "roughcut/\(Roughcut.configuration.version)"))
  }
}
