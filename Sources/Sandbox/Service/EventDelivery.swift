/// How a message's events reach its client: whole, twice, or not at all but for heartbeats.
struct EventDelivery: Sendable {
  var isRepeated = false
  var isMute = false
}
