"""How the unit, its people, projects and template are set up."""
