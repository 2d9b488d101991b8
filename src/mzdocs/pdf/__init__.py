"""PDF bytes -> what stands in them, what they say of themselves, their pictures; and signatures after them."""
