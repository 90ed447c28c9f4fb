"""Reports in Word: outlines, templates, and what is spliced into them."""
