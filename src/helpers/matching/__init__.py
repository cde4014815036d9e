"""What a program proposes: which mission may carry which demand."""
