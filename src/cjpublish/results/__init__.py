"""What a folder of results is made of: its list, its next state and the publisher's own files beside them."""
