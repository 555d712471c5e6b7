"""How ``geoevents/data/places.sqlite`` is made."""
