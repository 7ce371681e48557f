/// A draft that uses every member of the format, none at its default.
enum FullDraft {
  static let text = #"""
    {
      "id": "draft-1", "d": 20000,
      "m": {"title": "All", "width": 1280, "height": 720, "fps": 25, "background": "#102030"},
      "t": [
        {"tt": 0, "id": "v", "m": {"name": "Main", "muted": true, "hidden": true, "volume": 0.5},
         "sg": [
          {"id": "a", "s": 0, "d": 9000, "m": {
            "name": "A", "src": "a.mp4", "in": 250, "speed": 1.5, "loop": true, "volume": 0.25,
            "fade_in": 100, "fade_out": 200, "muted": true, "pan": -0.5, "duck": 0.75, "audio_stream": 1,
            "fit": "cover", "x": 0.25, "y": 0.75, "scale": 2, "rotation": 90, "opacity": 0.5,
            "crop": {"l": 0.1, "t": 0.2, "r": 0.3, "b": 0.4}, "flip": "hv", "background": "blur",
            "keyframes": [
              {"at": 0, "x": 0.1, "y": 0.2, "scale": 3, "rotation": 4, "opacity": 0.6,
               "volume": 0.7, "ease": "in_out"}],
            "ken_burns": {"from": {"x": 0.1, "y": 0.2, "scale": 1.5},
                          "to": {"x": 0.3, "y": 0.4, "scale": 2.5}},
            "effects": [{"type": "contrast", "amount": 1.25}]}},
          {"id": "b", "s": 9000, "d": 5000, "m": {
            "src": "b.png", "transition": {"type": "wipe_left", "d": 500}}}]},
        {"tt": 7, "id": "x", "sg": [
          {"s": 1000, "d": 3000, "m": {
            "text": "Words\nand more", "max_width": 0.5, "animation": "slide_up",
            "style": {"font": "Noto Serif", "size": 80, "color": "#ff8800", "weight": 700,
              "italic": true, "align": "left", "line_height": 1.25, "background": "#00000080",
              "stroke": {"color": "#111111", "width": 3},
              "shadow": {"color": "#222222", "dx": 1, "dy": 2, "blur": 4}}}}]}
      ]
    }
    """#
}
