"""An edition as one MIME message: headers, text part, HTML part, inline images."""
