"""Who may edit which office: claims, invitations of colleagues, handing over, leaving."""
