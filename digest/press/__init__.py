"""The press: templates become plates (MJML and premailer, once), plates print editions (Jinja, often)."""
