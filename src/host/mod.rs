//! Terminal, files and process: prompt, formatting, completion, help, progress, command line.
