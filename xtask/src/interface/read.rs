//! Reads the interface from the source of `portsip-ffi`.

use std::fs;
use std::path::Path;

use syn::{Attribute, Expr, FnArg, Item, ItemFn, Lit, Pat, ReturnType, Type};

use super::{
    CParam, CType, Constant, Doc, Enum, Event, Function, Group, Interface, Kind, Param, Returns,
};

/// Reads all files of the crate at `folder`, in the order of `lib.rs`.
pub(crate) fn read(folder: &Path) -> Result<Interface, String> {
    let mut interface = Interface {
        groups: Vec::new(),
        events: Vec::new(),
        raw_callbacks: Vec::new(),
        enums: Vec::new(),
        constants: Vec::new(),
        errors: Vec::new(),
    };
    read_file(&folder.join("src/lib.rs"), &mut interface)?;
    check(&interface)?;
    Ok(interface)
}

fn read_file(path: &Path, interface: &mut Interface) -> Result<(), String> {
    let at = |error: String| format!("{}: {error}", path.display());
    let text = fs::read_to_string(path).map_err(|error| at(error.to_string()))?;
    let file = syn::parse_file(&text).map_err(|error| at(error.to_string()))?;
    let title = doc_lines(&file.attrs).first().cloned().unwrap_or_default();
    let title = title.trim().trim_end_matches('.').to_owned();
    let mut group = Group {
        title,
        functions: Vec::new(),
    };
    for item in &file.items {
        match item {
            Item::Fn(function) if is_exported(&function.attrs) => {
                group.functions.push(read_function(function).map_err(at)?);
            }
            Item::Type(alias) if alias.ident.to_string().ends_with("_fn") => {
                read_callback(alias, interface).map_err(at)?;
            }
            Item::Enum(item) if is_public(&item.vis) && path.ends_with("codes.rs") => {
                interface.enums.push(read_enum(item).map_err(at)?);
            }
            Item::Const(item) if is_public(&item.vis) => {
                let constant = Constant {
                    name: item.ident.to_string(),
                    value: number(&item.expr).map_err(at)?,
                    doc: one_line(&item.attrs),
                };
                if constant.name.starts_with('E') {
                    interface.errors.push(constant);
                } else {
                    interface.constants.push(constant);
                }
            }
            Item::Mod(module) if module.content.is_none() && !is_conditional(&module.attrs) => {
                read_file(&file_of(path, &module.ident.to_string()), interface)?;
            }
            _ => {}
        }
    }
    if !group.functions.is_empty() {
        interface.groups.push(group);
    }
    Ok(())
}

/// Where the module `name`, declared in the file `parent`, stands.
fn file_of(parent: &Path, name: &str) -> std::path::PathBuf {
    let folder = parent.parent().unwrap_or(parent);
    let stem = parent.file_stem().and_then(|stem| stem.to_str());
    let folder = match stem {
        Some("lib" | "mod") | None => folder.to_owned(),
        Some(stem) => folder.join(stem),
    };
    let file = folder.join(format!("{name}.rs"));
    if file.exists() {
        file
    } else {
        folder.join(name).join("mod.rs")
    }
}

fn read_function(item: &ItemFn) -> Result<Function, String> {
    let symbol = item.sig.ident.to_string();
    let (_, name) = symbol
        .split_once('_')
        .ok_or_else(|| format!("{symbol}: no prefix"))?;
    let doc = Doc::read(&doc_lines(&item.attrs));
    let c_params = item
        .sig
        .inputs
        .iter()
        .map(|input| match input {
            FnArg::Typed(typed) => match &*typed.pat {
                Pat::Ident(pattern) => c_param(&pattern.ident, &typed.ty),
                _ => Err(format!("{symbol}: a parameter without a name")),
            },
            FnArg::Receiver(_) => Err(format!("{symbol}: takes self")),
        })
        .collect::<Result<Vec<_>, _>>()?;
    let own = match c_params.first() {
        Some(first) if ["libSDK", "callbackDispatcher"].contains(&first.name.as_str()) => 1,
        _ => 0,
    };
    Ok(Function {
        name: name.to_owned(),
        params: params(&c_params[own..], &doc),
        returns: returns(&item.sig.output).map_err(|error| format!("{symbol}: {error}"))?,
        symbol: symbol.clone(),
        doc,
        c_params,
    })
}

fn read_callback(alias: &syn::ItemType, interface: &mut Interface) -> Result<(), String> {
    let name = alias.ident.to_string();
    let function = bare_function(&alias.ty).ok_or_else(|| format!("{name}: no handler"))?;
    let c_params = function
        .inputs
        .iter()
        .map(|input| match &input.name {
            Some((ident, _)) => c_param(ident, &input.ty),
            None => Err(format!("{name}: a parameter without a name")),
        })
        .collect::<Result<Vec<_>, _>>()?;
    let doc = Doc::read(&doc_lines(&alias.attrs));
    let event = Event {
        name: name.trim_end_matches("_fn").to_owned(),
        params: params(&c_params, &doc),
        doc,
        c_params,
    };
    let raw = event
        .c_params
        .first()
        .is_some_and(|first| first.name == "callbackObject");
    if raw {
        interface.raw_callbacks.push(event);
    } else {
        interface.events.push(event);
    }
    Ok(())
}

/// The function inside `Option<unsafe extern "C" fn(…)>`.
fn bare_function(ty: &Type) -> Option<&syn::TypeBareFn> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        syn::GenericArgument::Type(Type::BareFn(function)) => Some(function),
        _ => None,
    })
}

fn read_enum(item: &syn::ItemEnum) -> Result<Enum, String> {
    let values = item.variants.iter().map(|variant| {
        let name = variant.ident.to_string();
        let (_, value) = variant
            .discriminant
            .as_ref()
            .ok_or_else(|| format!("{name}: no number"))?;
        Ok(Constant {
            value: number(value)?,
            doc: one_line(&variant.attrs),
            name,
        })
    });
    Ok(Enum {
        name: item.ident.to_string(),
        doc: one_line(&item.attrs),
        values: values.collect::<Result<_, String>>()?,
    })
}

fn c_param(ident: &syn::Ident, ty: &Type) -> Result<CParam, String> {
    let name = ident.to_string().trim_start_matches("r#").to_owned();
    let c_type = c_type(ty).map_err(|error| format!("{name}: {error}"))?;
    Ok(CParam { name, c_type })
}

fn c_type(ty: &Type) -> Result<CType, String> {
    match ty {
        Type::Path(path) => Ok(match last_name(path).as_str() {
            "i32" => CType::Int,
            "usize" => CType::Size,
            "bool" | "Flag" | "EventFlag" | "ReturnFlag" => CType::Bool,
            other if other.ends_with("_fn") => CType::Callback(other.to_owned()),
            other => return Err(format!("the generator does not know the type {other}")),
        }),
        Type::Ptr(pointer) => {
            let Type::Path(target) = &*pointer.elem else {
                return Err("a pointer to something unnamed".to_owned());
            };
            let constant = pointer.mutability.is_none();
            Ok(match (last_name(target).as_str(), constant) {
                ("c_void", false) => CType::Pointer,
                ("c_char", true) => CType::Text,
                ("c_char", false) => CType::TextBuffer,
                ("u8", true) => CType::Bytes,
                ("i32", false) => CType::IntOut,
                (other, true) => CType::Struct(other.to_owned()),
                (other, false) => return Err(format!("a mutable pointer to {other}")),
            })
        }
        _ => Err("a type the generator does not know".to_owned()),
    }
}

fn last_name(path: &syn::TypePath) -> String {
    let last = path.path.segments.last();
    last.map(|segment| segment.ident.to_string())
        .unwrap_or_default()
}

fn returns(output: &ReturnType) -> Result<Returns, String> {
    let ReturnType::Type(_, ty) = output else {
        return Ok(Returns::Nothing);
    };
    match c_type(ty)? {
        CType::Int => Ok(Returns::Number),
        CType::Bool => Ok(Returns::Bool),
        CType::Text => Ok(Returns::Text),
        CType::Pointer => Ok(Returns::Pointer),
        other => Err(format!("returns {other:?}")),
    }
}

/// The parameters as a method has them: a buffer and its length in one.
fn params(c_params: &[CParam], doc: &Doc) -> Vec<Param> {
    let mut params = Vec::new();
    let mut rest = c_params;
    while let [first, behind @ ..] = rest {
        rest = behind;
        let length = match (&first.c_type, behind) {
            (CType::Bytes | CType::TextBuffer, [length, others @ ..])
                if matches!(length.c_type, CType::Int | CType::Size) =>
            {
                rest = others;
                length.name.clone()
            }
            _ => String::new(),
        };
        let said = doc.of_param(&first.name);
        let kind = match &first.c_type {
            CType::Int => enum_named(said).map_or(Kind::Int, Kind::Enum),
            CType::Size => Kind::Int,
            CType::Bool => Kind::Bool,
            CType::Text => Kind::Text,
            CType::Bytes => Kind::Bytes { length },
            CType::TextBuffer => Kind::TextOut { size: length },
            CType::IntOut => Kind::IntOut,
            CType::Pointer | CType::Struct(_) => Kind::Pointer,
            CType::Callback(name) => Kind::Callback(name.clone()),
        };
        params.push(Param {
            name: first.name.clone(),
            kind,
            doc: said.to_owned(),
        });
    }
    params
}

/// The enumeration of a parameter whose description begins with
/// "a `DTMF_METHOD`".
fn enum_named(said: &str) -> Option<String> {
    let rest = said
        .strip_prefix("a `")
        .or_else(|| said.strip_prefix("an `"))?;
    let (name, _) = rest.split_once('`')?;
    Some(name.to_owned())
}

/// What holds for the whole interface.
fn check(interface: &Interface) -> Result<(), String> {
    let known = |name: &str| interface.enums.iter().any(|known| known.name == name);
    let of_functions = interface.functions().flat_map(|function| &function.params);
    let of_events = interface.events.iter().flat_map(|event| &event.params);
    for param in of_functions.chain(of_events) {
        if let Kind::Enum(name) = &param.kind
            && !known(name)
        {
            return Err(format!("{}: there is no enumeration {name}", param.name));
        }
        if let Kind::Bytes { length: size } | Kind::TextOut { size } = &param.kind
            && size.is_empty()
        {
            return Err(format!("{}: a buffer without its length", param.name));
        }
    }
    for function in interface.functions() {
        for errors in &function.doc.errors {
            for code in &errors.codes {
                if !interface.errors.iter().any(|known| known.name == *code) {
                    return Err(format!("{}: there is no error {code}", function.symbol));
                }
            }
        }
        if function.doc.paragraphs.is_empty() {
            return Err(format!("{}: no documentation", function.symbol));
        }
    }
    Ok(())
}

fn is_exported(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = quote::ToTokens::to_token_stream(&attribute.meta).to_string();
        text.contains("no_mangle")
    }) && !is_conditional(attributes)
}

/// Whether only some builds have it, such as those of tests.
fn is_conditional(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("cfg"))
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

fn number(expression: &Expr) -> Result<i32, String> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(value) => value.base10_parse().map_err(|error| error.to_string()),
            _ => Err("not a number".to_owned()),
        },
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Neg(_)) => Ok(-number(&unary.expr)?),
        _ => Err("not a plain number".to_owned()),
    }
}

fn doc_lines(attributes: &[Attribute]) -> Vec<String> {
    let documentation = attributes.iter().filter_map(|attribute| {
        let syn::Meta::NameValue(pair) = &attribute.meta else {
            return None;
        };
        let Expr::Lit(literal) = &pair.value else {
            return None;
        };
        match &literal.lit {
            Lit::Str(text) if pair.path.is_ident("doc") => Some(text.value()),
            _ => None,
        }
    });
    documentation.collect()
}

fn one_line(attributes: &[Attribute]) -> String {
    let lines = doc_lines(attributes);
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    lines.join(" ")
}
