//! How to get there: readers of legacy exports, journal, report.
