"""The changes of directives. Each is one event; who may is decided at the door."""
