"""What a finished page paints, in millimetres from the lower left corner of its trim: lines of text and all else."""
