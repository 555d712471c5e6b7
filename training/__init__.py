"""How geoevents/data/recogniser.onnx is made: see training/README.md."""
