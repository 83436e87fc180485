"""Networks: what each allows and how it counts, one file each."""
