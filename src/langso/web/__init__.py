"""Pages: parse what was asked, call one function of a lower room, render. No rules and no queries of their own."""
