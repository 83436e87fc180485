"""A small, honest consumer of the outbox for those who have an SMTP server or ``sendmail``.

The other opener of the network, and only when told to: `delivery` claims an
edition, sends it recipient by recipient, keeps a journal and sets the mark.
"""
