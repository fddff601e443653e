namespace LlmRec.Storage;

/// <summary>What went wrong with the store, told so that a person can act on it.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="fault">What kind of fault it is.</param>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="inner">The database's own error, if there is one.</param>
    public StoreException(StoreFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>What kind of fault it is.</summary>
    public StoreFault Fault { get; }
}

/// <summary>The faults a caller may want to tell apart.</summary>
public enum StoreFault
{
    /// <summary>The configured value cannot be understood, or names a part that is not built.</summary>
    Configuration,

    /// <summary>There is no store where one is expected.</summary>
    Missing,

    /// <summary>The store was written by a newer program.</summary>
    Newer,

    /// <summary>The disk is full, or a limit on file size was reached. The write was rolled back.</summary>
    Full,

    /// <summary>Another process kept the store locked for too long. The write was rolled back.</summary>
    Busy,

    /// <summary>The file cannot be opened, read or written, or is not a store.</summary>
    Unusable,
}
