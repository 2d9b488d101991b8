"""What lies on each plate of a press: colours, sums of ink, names of inks, layers, tones."""
