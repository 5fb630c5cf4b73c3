//! `System.Numerics.Complex`.

use crate::engine::culture::Culture;
use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties, static_properties, statics};
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, operators};
use std::any::Any;

#[derive(Debug, Clone, Copy, PartialEq)]
struct Complex {
    real: f64,
    imaginary: f64,
}

impl Native for Complex {
    fn class(&self) -> &'static Class {
        &COMPLEX
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        let shown = |number: f64| convert::display(&Value::Double(number));
        Some(format!("<{}; {}>", shown(self.real), shown(self.imaginary)))
    }

    fn format(&self, form: &str, culture: &Culture) -> Option<Outcome<String>> {
        let part = |number: f64| operators::format_number_in(&Value::Double(number), form, culture);
        Some(part(self.real).and_then(|real| Ok(format!("<{real}; {}>", part(self.imaginary)?))))
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        other.as_any().downcast_ref::<Complex>().map(|other| self == other)
    }
}

const fn of(real: f64, imaginary: f64) -> Complex {
    Complex { real, imaginary }
}

impl Complex {
    fn magnitude(self) -> f64 {
        self.real.hypot(self.imaginary)
    }

    fn phase(self) -> f64 {
        self.imaginary.atan2(self.real)
    }

    fn polar(magnitude: f64, phase: f64) -> Complex {
        of(magnitude * phase.cos(), magnitude * phase.sin())
    }

    fn times(self, other: Complex) -> Complex {
        of(
            self.real * other.real - self.imaginary * other.imaginary,
            self.imaginary * other.real + self.real * other.imaginary,
        )
    }

    /// Smith's method, which does not overflow where the result does not.
    fn over(self, other: Complex) -> Complex {
        if other.imaginary.abs() < other.real.abs() {
            let ratio = other.imaginary / other.real;
            let scale = other.real + other.imaginary * ratio;
            of((self.real + self.imaginary * ratio) / scale, (self.imaginary - self.real * ratio) / scale)
        } else {
            let ratio = other.real / other.imaginary;
            let scale = other.imaginary + other.real * ratio;
            of((self.imaginary + self.real * ratio) / scale, (self.imaginary * ratio - self.real) / scale)
        }
    }

    fn square_root(self) -> Complex {
        if self.imaginary == 0.0 {
            return match self.real < 0.0 {
                true => of(0.0, (-self.real).sqrt()),
                false => of(self.real.sqrt(), 0.0),
            };
        }
        let magnitude = self.magnitude();
        let real = ((magnitude + self.real) / 2.0).sqrt();
        let imaginary = ((magnitude - self.real) / 2.0).sqrt().copysign(self.imaginary);
        of(real, imaginary)
    }

    fn power(self, exponent: Complex) -> Complex {
        if exponent == of(0.0, 0.0) {
            return of(1.0, 0.0);
        }
        if self == of(0.0, 0.0) {
            return self;
        }
        let (magnitude, phase) = (self.magnitude(), self.phase());
        let turned = exponent.real * phase + exponent.imaginary * magnitude.ln();
        let size = magnitude.powf(exponent.real) * (-exponent.imaginary * phase).exp();
        Complex::polar(size, turned)
    }
}

fn made(number: Complex) -> Value {
    Value::native(number)
}

fn number(value: &Value) -> Outcome<Complex> {
    match value.as_native::<Complex>() {
        Some(found) => Ok(*found),
        None => {
            convert::as_double(value.unwrapped()).map(|real| of(real, 0.0)).ok_or_else(arguments::no_overload)
        }
    }
}

fn one(args: &[Value], how: impl FnOnce(Complex) -> Complex) -> Outcome<Value> {
    Ok(made(how(number(arguments::any(args, 0)?)?)))
}

fn two(args: &[Value], how: impl FnOnce(Complex, Complex) -> Complex) -> Outcome<Value> {
    Ok(made(how(number(arguments::any(args, 0)?)?, number(arguments::any(args, 1)?)?)))
}

static COMPLEX: Class = Class {
    name: "System.Numerics.Complex",
    base: Some(&object::VALUE_TYPE),
    interfaces: &["System.IFormattable"],
    value_type: true,
    properties: properties! {
        "double" Real => |_, this| Ok(Value::Double(number(this)?.real));
        "double" Imaginary => |_, this| Ok(Value::Double(number(this)?.imaginary));
        "double" Magnitude => |_, this| Ok(Value::Double(number(this)?.magnitude()));
        "double" Phase => |_, this| Ok(Value::Double(number(this)?.phase()));
    },
    methods: methods! {
        ToString "string ToString()" "string ToString(string format)" "string ToString(System.IFormatProvider provider)" "string ToString(string format, System.IFormatProvider provider)" => |engine, this, args| {
            let (form, culture) = arguments::format_and_provider(engine, args)?;
            number(this)?.format(&form, &culture).unwrap_or_else(|| Err(arguments::no_overload())).map(Value::text)
        };
    },
    static_properties: static_properties! {
        "System.Numerics.Complex" ImaginaryOne => |_| Ok(made(of(0.0, 1.0)));
        "System.Numerics.Complex" Infinity => |_| Ok(made(of(f64::INFINITY, f64::INFINITY)));
        "System.Numerics.Complex" NaN => |_| Ok(made(of(f64::NAN, f64::NAN)));
        "System.Numerics.Complex" One => |_| Ok(made(of(1.0, 0.0)));
        "System.Numerics.Complex" Zero => |_| Ok(made(of(0.0, 0.0)));
    },
    static_methods: statics! {
        Abs "static double Abs(System.Numerics.Complex value)" => |_, args| Ok(Value::Double(number(arguments::any(args, 0)?)?.magnitude()));
        Add "static System.Numerics.Complex Add(System.Numerics.Complex left, System.Numerics.Complex right)" => |_, args| two(args, |a, b| of(a.real + b.real, a.imaginary + b.imaginary));
        Conjugate "static System.Numerics.Complex Conjugate(System.Numerics.Complex value)" => |_, args| one(args, |a| of(a.real, -a.imaginary));
        Cos "static System.Numerics.Complex Cos(System.Numerics.Complex value)" => |_, args| one(args, |a| of(a.real.cos() * a.imaginary.cosh(), -a.real.sin() * a.imaginary.sinh()));
        Divide "static System.Numerics.Complex Divide(System.Numerics.Complex dividend, System.Numerics.Complex divisor)" => |_, args| two(args, Complex::over);
        Exp "static System.Numerics.Complex Exp(System.Numerics.Complex value)" => |_, args| one(args, |a| Complex::polar(a.real.exp(), a.imaginary));
        FromPolarCoordinates "static System.Numerics.Complex FromPolarCoordinates(double magnitude, double phase)" => |_, args| Ok(made(Complex::polar(arguments::double(args, 0)?, arguments::double(args, 1)?)));
        Log "static System.Numerics.Complex Log(System.Numerics.Complex value)" => |_, args| one(args, |a| of(a.magnitude().ln(), a.phase()));
        Multiply "static System.Numerics.Complex Multiply(System.Numerics.Complex left, System.Numerics.Complex right)" => |_, args| two(args, Complex::times);
        Negate "static System.Numerics.Complex Negate(System.Numerics.Complex value)" => |_, args| one(args, |a| of(-a.real, -a.imaginary));
        Pow "static System.Numerics.Complex Pow(System.Numerics.Complex value, System.Numerics.Complex power)" "static System.Numerics.Complex Pow(System.Numerics.Complex value, double power)" => |_, args| two(args, Complex::power);
        Reciprocal "static System.Numerics.Complex Reciprocal(System.Numerics.Complex value)" => |_, args| one(args, |a| if a == of(0.0, 0.0) { a } else { of(1.0, 0.0).over(a) });
        Sin "static System.Numerics.Complex Sin(System.Numerics.Complex value)" => |_, args| one(args, |a| of(a.real.sin() * a.imaginary.cosh(), a.real.cos() * a.imaginary.sinh()));
        Sqrt "static System.Numerics.Complex Sqrt(System.Numerics.Complex value)" => |_, args| one(args, Complex::square_root);
        Subtract "static System.Numerics.Complex Subtract(System.Numerics.Complex left, System.Numerics.Complex right)" => |_, args| two(args, |a, b| of(a.real - b.real, a.imaginary - b.imaginary));
        op_Addition "static System.Numerics.Complex op_Addition(System.Numerics.Complex left, System.Numerics.Complex right)" => |_, args| two(args, |a, b| of(a.real + b.real, a.imaginary + b.imaginary));
        op_Division "static System.Numerics.Complex op_Division(System.Numerics.Complex left, System.Numerics.Complex right)" => |_, args| two(args, Complex::over);
        op_Multiply "static System.Numerics.Complex op_Multiply(System.Numerics.Complex left, System.Numerics.Complex right)" => |_, args| two(args, Complex::times);
        op_Subtraction "static System.Numerics.Complex op_Subtraction(System.Numerics.Complex left, System.Numerics.Complex right)" => |_, args| two(args, |a, b| of(a.real - b.real, a.imaginary - b.imaginary));
    },
    construct: Some(|_, args| match args {
        [] => Ok(made(of(0.0, 0.0))),
        [one] => number(one).map(made),
        _ => Ok(made(of(arguments::double(args, 0)?, arguments::double(args, 1)?))),
    }),
    constructors: &[
        "System.Numerics.Complex new(double real, double imaginary)",
        "System.Numerics.Complex new(double real)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&COMPLEX];
