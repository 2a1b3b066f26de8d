"""`python -m bot` is `daumoi`."""

from bot.cli import main

if __name__ == "__main__":
    main()
