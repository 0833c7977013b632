/** The column in which a table shows what is in its list and is not a record. */
export const strayKey = "(not a record)";
