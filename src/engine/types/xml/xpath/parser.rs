//! Tokens to a tree of expressions.

use super::lexer::{Token, invalid, tokens};

#[derive(Clone, Debug)]
pub enum Expression {
    Number(f64),
    Text(String),
    Call(String, Vec<Expression>),
    Negate(Box<Expression>),
    Binary(&'static str, Box<Expression>, Box<Expression>),
    Path(Box<Path>),
}

#[derive(Clone, Debug)]
pub struct Path {
    pub start: Start,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub enum Start {
    Here,
    Root,
    /// An expression with its predicates.
    Of(Expression, Vec<Expression>),
}

#[derive(Clone, Debug)]
pub struct Step {
    pub axis: String,
    pub test: Test,
    pub predicates: Vec<Expression>,
}

#[derive(Clone, Debug)]
pub enum Test {
    /// A name, `*` or `p:*`.
    Name(String),
    /// `node()`, `text()`, `comment()`, `processing-instruction()`
    Kind(String),
}

const DEEPEST: usize = 50;

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

type Parsed<T> = Result<T, String>;

pub fn parse(text: &str) -> Parsed<Expression> {
    let mut parser = Parser { text, tokens: tokens(text)?, at: 0, depth: 0 };
    if parser.tokens.is_empty() {
        return Err("Expression must evaluate to a node-set.".into());
    }
    let found = parser.expression()?;
    match parser.at == parser.tokens.len() {
        true => Ok(found),
        false => Err(invalid(text)),
    }
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn is(&self, mark: &str) -> bool {
        matches!(self.peek(), Some(Token::Mark(found)) if *found == mark)
    }

    fn take(&mut self, mark: &str) -> bool {
        let found = self.is(mark);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, mark: &str) -> Parsed<()> {
        if self.take(mark) { Ok(()) } else { Err(invalid(self.text)) }
    }

    fn operator(&mut self, marks: &[&'static str], names: &[&'static str]) -> Option<&'static str> {
        let found = match self.peek()? {
            Token::Mark(found) => marks.iter().find(|mark| *mark == found).copied(),
            Token::Name(found) => names.iter().find(|name| *name == found).copied(),
            _ => None,
        };
        self.at += usize::from(found.is_some());
        found
    }

    fn expression(&mut self) -> Parsed<Expression> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("The xpath query is too complex.".into());
        }
        let found = self.level(0);
        self.depth -= 1;
        found
    }

    /// Binary operators from the loosest to the tightest.
    fn level(&mut self, level: usize) -> Parsed<Expression> {
        const LEVELS: [(&[&str], &[&str]); 6] = [
            (&[], &["or"]),
            (&[], &["and"]),
            (&["=", "!="], &[]),
            (&["<=", ">=", "<", ">"], &[]),
            (&["+", "-"], &[]),
            (&["*"], &["div", "mod"]),
        ];
        let Some((marks, names)) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.level(level + 1)?;
        while let Some(operator) = self.operator(marks, names) {
            let right = self.level(level + 1)?;
            left = Expression::Binary(operator, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn unary(&mut self) -> Parsed<Expression> {
        let mut negative = false;
        while self.take("-") {
            negative = !negative;
        }
        let mut left = self.path()?;
        while self.take("|") {
            let right = self.path()?;
            left = Expression::Binary("|", Box::new(left), Box::new(right));
        }
        Ok(if negative { Expression::Negate(Box::new(left)) } else { left })
    }

    fn path(&mut self) -> Parsed<Expression> {
        if self.is_filter() {
            let primary = self.primary()?;
            let predicates = self.predicates()?;
            if predicates.is_empty() && !self.is("/") && !self.is("//") {
                return Ok(primary);
            }
            let steps = self.more_steps()?;
            return Ok(Expression::Path(Box::new(Path { start: Start::Of(primary, predicates), steps })));
        }
        let mut steps = Vec::new();
        let start = if self.take("//") {
            steps.push(any_below());
            Start::Root
        } else if self.take("/") {
            if !self.starts_step() {
                return Ok(Expression::Path(Box::new(Path { start: Start::Root, steps })));
            }
            Start::Root
        } else {
            Start::Here
        };
        steps.push(self.step()?);
        steps.extend(self.more_steps()?);
        Ok(Expression::Path(Box::new(Path { start, steps })))
    }

    fn more_steps(&mut self) -> Parsed<Vec<Step>> {
        let mut steps = Vec::new();
        loop {
            if self.take("//") {
                steps.push(any_below());
            } else if !self.take("/") {
                return Ok(steps);
            }
            steps.push(self.step()?);
        }
    }

    fn starts_step(&self) -> bool {
        matches!(self.peek(), Some(Token::Name(_) | Token::Mark("@" | "." | ".." | "*")))
    }

    /// A literal, a call, a variable or a parenthesis starts an expression that is no path.
    fn is_filter(&self) -> bool {
        match self.peek() {
            Some(Token::Number(_) | Token::Text(_) | Token::Variable(_) | Token::Mark("(")) => true,
            Some(Token::Name(name)) => {
                matches!(self.tokens.get(self.at + 1), Some(Token::Mark("("))) && !is_node_kind(name)
            }
            _ => false,
        }
    }

    fn primary(&mut self) -> Parsed<Expression> {
        let token = self.peek().cloned();
        self.at += 1;
        match token {
            Some(Token::Number(number)) => Ok(Expression::Number(number)),
            Some(Token::Text(text)) => Ok(Expression::Text(text)),
            Some(Token::Mark("(")) => {
                let inside = self.expression()?;
                self.expect(")")?;
                Ok(inside)
            }
            Some(Token::Name(name)) => {
                self.expect("(")?;
                let mut arguments = Vec::new();
                while !self.take(")") {
                    if !arguments.is_empty() {
                        self.expect(",")?;
                    }
                    arguments.push(self.expression()?);
                }
                Ok(Expression::Call(name, arguments))
            }
            _ => Err(invalid(self.text)),
        }
    }

    fn step(&mut self) -> Parsed<Step> {
        let kind =
            |axis: &str| Step { axis: axis.into(), test: Test::Kind("node".into()), predicates: Vec::new() };
        if self.take("..") {
            return Ok(kind("parent"));
        }
        if self.take(".") {
            return Ok(kind("self"));
        }
        let mut axis = "child".to_string();
        if self.take("@") {
            axis = "attribute".into();
        } else if let (Some(Token::Name(name)), Some(Token::Mark("::"))) =
            (self.peek(), self.tokens.get(self.at + 1))
        {
            axis = name.clone();
            self.at += 2;
        }
        let test = self.test()?;
        let predicates = self.predicates()?;
        Ok(Step { axis, test, predicates })
    }

    fn test(&mut self) -> Parsed<Test> {
        let token = self.peek().cloned();
        self.at += 1;
        match token {
            Some(Token::Mark("*")) => Ok(Test::Name("*".into())),
            Some(Token::Name(name)) if self.is("(") && is_node_kind(&name) => {
                self.expect("(")?;
                if let Some(Token::Text(_)) = self.peek() {
                    self.at += 1;
                }
                self.expect(")")?;
                Ok(Test::Kind(name))
            }
            Some(Token::Name(name)) => Ok(Test::Name(name)),
            _ => Err(invalid(self.text)),
        }
    }

    fn predicates(&mut self) -> Parsed<Vec<Expression>> {
        let mut found = Vec::new();
        while self.take("[") {
            found.push(self.expression()?);
            self.expect("]")?;
        }
        Ok(found)
    }
}

fn is_node_kind(name: &str) -> bool {
    matches!(name, "node" | "text" | "comment" | "processing-instruction")
}

fn any_below() -> Step {
    Step { axis: "descendant-or-self".into(), test: Test::Kind("node".into()), predicates: Vec::new() }
}
