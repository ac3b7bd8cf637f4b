"""Who sealed a printed practice, and whether it is still what was sealed.

The seal is an integrity seal by a local identity, never to be called a digital signature. Nothing here
touches the disk or the network, and no passphrase outlives the call it came with.
"""
