//! What is deployed: model, change sets, store.
