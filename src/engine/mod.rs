//! Code → values: evaluator, types, binder, pipeline, scopes, streams, errors, providers.
