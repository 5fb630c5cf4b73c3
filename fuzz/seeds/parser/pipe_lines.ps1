a |
 b
  | c