"""``python -m slack_sandbox`` is ``slack-sandbox``."""

from slack_sandbox.command import main

if __name__ == "__main__":
    main()
