"""The alert e-mail: what is owed becomes one frozen mail a recipient, handed over at least once."""
