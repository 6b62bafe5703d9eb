"""A strict local Slack for testing any Slack bot: `sandbox.server.LocalSlack` and `sandbox.client.Slack`."""
