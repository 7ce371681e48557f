import FlyingFox

/// The local stand-in for the service.
enum Sandbox {}
