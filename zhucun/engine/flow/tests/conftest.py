from hypothesis import settings

# A busy machine is not a failure: examples are judged by what they give, not by how long they took.
settings.register_profile("engine", deadline=None)
settings.load_profile("engine")
