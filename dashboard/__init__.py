"""What a person looks at: page, report and terminal."""
