import JSONTree

/// A render as the service tells of it, in one of the published shapes.
struct RenderView: Sendable {
  let render: RenderRecord
  let shape: SandboxConfiguration.RenderShape
  let base: String
  /// By how many bytes the file's length is told wrong.
  var lengthError: Int64 = 0

  /// The shape of this render.
  private var settledShape: SandboxConfiguration.RenderShape {
    guard shape == .mixed else { return shape }
    return [.a, .b, .oldest][Int(StableDraw.draw(render.id) % 3)]
  }

  /// Where the file is; nil while there is none.
  private var address: JSONValue? {
    render.phase == .completed ? .string("\(base)/output/\(render.key)/output.mp4") : nil
  }

  var json: JSONValue {
    settledShape == .b ? ["success": true, "data": .object(shapeB)] : .object(shapeA)
  }

  private func beginning(_ idName: String) -> [JSONMember] {
    [
      JSONMember(idName, .string(render.id)),
      JSONMember("status", .string(render.phase.rawValue)),
      JSONMember("progress", .whole(render.progress)),
    ] + (render.error.map { [JSONMember("error", .string($0))] } ?? [])
  }

  private var shapeA: [JSONMember] {
    var members = beginning(settledShape == .oldest ? "taskId" : "id")
    if let address {
      var output = [JSONMember("url", address)]
      if let seconds = render.durationSeconds {
        output.append(JSONMember("duration", .decimal(seconds)))
      }
      if let size = render.sizeBytes {
        output.append(JSONMember("size", .whole(size + lengthError)))
      }
      members.append(JSONMember("output", .object(output)))
    }
    return members
  }

  private var shapeB: [JSONMember] {
    var members = beginning("id")
    if let address { members.append(JSONMember("outputUrl", address)) }
    members.append(JSONMember("createdAt", .string(SandboxService.text(render.createdAt))))
    if let end = render.completedAt {
      members.append(JSONMember("completedAt", .string(SandboxService.text(end))))
    }
    return members
  }
}
