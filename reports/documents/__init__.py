"""Drafts that leave the house: the questionnaire for a vendor, letters. Plain values, then text or DOCX."""
