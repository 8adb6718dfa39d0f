"""What a reader takes along: the sheet to print, one or several as PDF, a text to send, the due day for a calendar."""
