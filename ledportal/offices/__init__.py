"""The core: offices, their profiles, and a profile's way from draft to published revision."""
