"""Children: where are we unlike what our children's needs would predict, and what happens next?"""
