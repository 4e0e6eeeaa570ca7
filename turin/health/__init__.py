"""Health: what tells a machine that watches us whether we are well."""
