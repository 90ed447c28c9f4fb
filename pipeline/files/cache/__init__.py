"""What is kept of earlier runs to be quick: never needed, never trusted unchecked."""
