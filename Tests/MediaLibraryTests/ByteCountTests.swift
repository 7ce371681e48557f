import MediaLibrary
import Testing

@Suite("ByteCount")
struct ByteCountTests {
  @Test(
    "Amounts are read in the units of SI and of IEC, with or without a space, in any case",
    arguments: [
      ("0", 0), ("97", 97), ("97b", 97), ("2GB", 2_000_000_000), ("2 GB", 2_000_000_000),
      ("1.5k", 1500), ("4GiB", 4 << 30), ("500mib", 500 << 20), ("0.25 KiB", 256),
      ("1t", 1_000_000_000_000),
    ])
  func reading(text: String, bytes: Int64) {
    #expect(ByteCount(spelling: text)?.rawValue == bytes)
  }

  @Test(
    "Other text is no amount",
    arguments: ["", "GB", "-1", "1 PB", "two", "1.2.3", "nan", "1e3", "9999999999TB", "1 G B"])
  func refusal(text: String) { #expect(ByteCount(spelling: text) == nil) }

  @Test(
    "Amounts are written with three digits, in the largest unit that fits",
    arguments: [
      (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1 kB"), (1234, "1.23 kB"),
      (99_949, "99.9 kB"), (99_950, "100 kB"), (999_499, "999 kB"), (999_500, "1 MB"),
      (4_294_967_296, "4.29 GB"), (2_000_000_000_000_000, "2000 TB"),
    ])
  func writing(bytes: Int64, text: String) { #expect("\(ByteCount(bytes))" == text) }

  @Test(
    "What is written is read back as about the same amount", arguments: [1, 999, 53_000, 8 << 40])
  func roundTrip(bytes: Int64) throws {
    let read = try #require(
      ByteCount(
        spelling: "\(ByteCount(bytes))".replacing("bytes", with: "b")
          .replacing("byte", with: "b")))
    #expect(abs(Double(read.rawValue) / Double(bytes) - 1) < 0.006)
  }
}
