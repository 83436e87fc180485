"""A small consumer of the outbox for those who have an SMTP server or ``sendmail``.

It opens the network only when told to send (``--send``, ``--test``).

recipients   who gets it
suppression  who gets nothing any more
delivery     one edition: claimed, checked, sent to each recipient, marked
many         the copies that ``digest merge`` made: several connections, once each
twice        who stands in the copies more than once

Two ways out: `smtp` (with `servers`, how one is named, and `dialogue`, what is said) and
`sendmail`.  Around both: `journal` knows who has it already, `pace` when the next may go,
`answers` what an answer means, `breaker` when to stop.
"""
