"use strict";
// Sphinx takes its rule for Swedish as an index, but what the rule gives is true or false: the search would say nothing.
Documentation.PLURAL_EXPR = (n) => (n === 1 ? 0 : 1);
