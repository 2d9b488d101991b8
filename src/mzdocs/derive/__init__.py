"""Facts -> what follows from them: scores, defects, volumes, catalogue, orders of names, what an audience may see."""
