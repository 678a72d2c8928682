"""Children's services: where a council is unlike what its children's needs would predict, and what happens next."""
