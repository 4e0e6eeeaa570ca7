"""The domain: one package a capability, each standing only on those below it."""
