"""How fast a page is summarised: beside transformers, and near the limit of the machine."""
