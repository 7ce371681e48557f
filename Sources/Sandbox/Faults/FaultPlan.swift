import Synchronization

/// Decides which faults strike which call.
///
/// Outlives a restart of the sandbox: a call counts once, whoever serves it.
final class FaultPlan: Sendable {
  private let faults: [SandboxFault]
  private let seed: UInt64?
  private let counts = Mutex<[SandboxCall: Int]>([:])

  /// How many of a hundred calls the random mix strikes.
  private static let percentStruck: UInt64 = 20

  /// The random mix never strikes more than this many times in a row at one call, so that a client which
  /// tries as often as is published gets through in the end.
  private static let longestRun = 2

  init(faults: [SandboxFault], seed: UInt64?) {
    self.faults = faults
    self.seed = seed
  }

  /// Counts a call, and says what goes wrong with it.
  func strikes(_ call: SandboxCall) -> [SandboxFault.Kind] {
    let number = counts.withLock { counts in
      counts[call, default: 0] += 1
      return counts[call, default: 0]
    }
    let asked = faults.filter { fault in
      (fault.call ?? call) == call && (fault.occurrence ?? number) == number
        && fault.kind.canHappen(to: call)
    }
    return asked.map(\.kind) + (seed.flatMap { random(call, number, seed: $0) }.map { [$0] } ?? [])
  }

  private func random(_ call: SandboxCall, _ number: Int, seed: UInt64) -> SandboxFault.Kind? {
    let run = (0..<Self.longestRun).allSatisfy { isStruck(call, number - 1 - $0, seed) }
    guard isStruck(call, number, seed), !run else { return nil }
    let draw = Self.draw(call, number, seed ^ 0x5EED)
    let kinds = Self.mix.filter { $0.canHappen(to: call) && !(call == .token && $0.losesAnswer) }
    return kinds.isEmpty ? nil : kinds[Int(draw % UInt64(kinds.count))]
  }

  private func isStruck(_ call: SandboxCall, _ number: Int, _ seed: UInt64) -> Bool {
    number > 0 && Self.draw(call, number, seed) % 100 < Self.percentStruck
  }

  /// What the random mix is made of; a lasting refusal (402, 2001, 1002) ends any flow and is not in it.
  private static let mix: [SandboxFault.Kind] = [
    .delay(milliseconds: 20), .drop(afterBytes: nil), .drop(afterBytes: 0), .drop(afterBytes: 40),
    .refuse(code: 429), .refuse(code: 1001), .refuse(code: 500), .heartbeats, .duplicate,
    .truncated, .wrongLength, .restart,
  ]

  private static func draw(_ call: SandboxCall, _ number: Int, _ seed: UInt64) -> UInt64 {
    StableDraw.draw("\(call.rawValue) \(number)", seed: seed)
  }
}

/// A number that looks like chance and is the same in every run.
enum StableDraw {
  /// FNV-1a over the text, from a seed, its bits then mixed as SplitMix64 does.
  static func draw(_ text: String, seed: UInt64 = 0) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
    return hash ^ hash >> 31
  }
}
