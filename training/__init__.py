"""How geoevents/data/model.onnx is made: see training/README.md."""
