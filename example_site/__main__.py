"""``python -m example_site <command>``: Django's commands with the demo's settings."""

from example_site.manage import main

if __name__ == "__main__":
    main()
