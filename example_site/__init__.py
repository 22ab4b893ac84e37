"""The demo site: "The Small Hours" and "Kleine Nacht", two magazines on one Wagtail."""
